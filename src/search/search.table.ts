export interface SearchTables {
  placeholder_search: { id: number }
}
