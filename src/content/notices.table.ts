export interface NoticeTables {
  /** On top of which items a notice is shown while it is in force. */
  notice_target: { notice_id: number; item_id: number }
}
