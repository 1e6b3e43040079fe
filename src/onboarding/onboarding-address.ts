/** A path to read. */
export const pathAddress = (id: number) => `/perehdytys/polku/${id}`
/** Where the path of one person is. */
export const personalAddress = (id: number) => `/perehdytys/henkilokohtainen/${id}`
/** A task on it: what is sent and shown of it is under this. */
export const taskAddress = (id: number) => `/perehdytys/tehtava/${id}`
export const OWN_ADDRESS = '/perehdytys/oma'
export const FOLLOWED_ADDRESS = '/perehdytys/perehdytettavat'
