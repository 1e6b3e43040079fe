export interface ImageTables {
  /** What is known of a stored picture. Without a row it has not been prepared yet. */
  image: {
    file_id: string
    /** pixels */
    width: number
    height: number
    /** what it shows, in words: offered where it is used again */
    alt: string
    author: string
    /** a key of LICENCES (image-form.ts); '' when nobody has said */
    licence: string
    /** the moment after which the picture may not be shown; null: no such moment */
    consent_until: string | null
    /** when that moment was acted upon: texts do not show the picture since */
    consent_ended_at: string | null
  }
  /** A smaller copy of a picture, or the picture of a document's first page, as a file of its own that is reached only through `file_id`. */
  image_size: { file_id: string; width: number; height: number; stored_id: string }
}
