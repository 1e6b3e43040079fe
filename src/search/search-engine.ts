/** A search engine; each one lives in engines/ and passes the contract tests. */
export interface SearchEngine { readonly name: string }
