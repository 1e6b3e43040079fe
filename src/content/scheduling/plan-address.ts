export const planAddress = (id: number) => `/ajastettu/${id}`
