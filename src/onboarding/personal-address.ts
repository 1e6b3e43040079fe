/** Where the path of one person is. */
export const personalAddress = (id: number) => `/perehdytys/henkilokohtainen/${id}`
export const OWN_ADDRESS = '/perehdytys/oma'
export const FOLLOWED_ADDRESS = '/perehdytys/perehdytettavat'
