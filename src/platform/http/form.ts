import express from 'express'

/** Reads a form's body (a text of 1 MB may be three times that as a form: ä takes six bytes); mounted on the routes that take one, after the same-origin check and the role. */
export const formBody = express.urlencoded({ extended: false, limit: '3.5mb', parameterLimit: 500 })
