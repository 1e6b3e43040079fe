import express from 'express'

/** Reads a form's body; mounted on the routes that take one, after the same-origin check and the role. */
export const formBody = express.urlencoded({ extended: false, limit: '1.2mb', parameterLimit: 500 })
