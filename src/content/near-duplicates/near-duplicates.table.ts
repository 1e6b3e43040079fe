export interface NearDuplicateTables {
  /** Items that were merged into another: their addresses lead there, also when they have been deleted. */
  item_merged: { item_id: number; external_id: string | null; into_id: number }
}
