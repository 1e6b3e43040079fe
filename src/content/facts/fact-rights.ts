import { isAtLeast, type Viewer } from '../../people/viewer.ts'

/** The values of a municipality and its libraries belong to its contact person; those of the network to the administrator, who may do all. */
export const mayEditFactsOf = (viewer: Viewer, municipalityId: number | null) =>
  isAtLeast(viewer, 'admin') || (viewer.role === 'contact' && viewer.municipalityId === municipalityId)
