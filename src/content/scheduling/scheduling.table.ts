export interface SchedulingTables {
  /** The next moment at which readers begin or cease to see a published item; when it has been told of, it gives way to the one after it. */
  scheduled: { item_id: number; at: string }
}
