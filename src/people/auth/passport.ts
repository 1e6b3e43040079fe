import type { Request, Response } from 'express'
import passport from 'passport'
import { Strategy } from 'passport-local'
import type { AppContext } from '../../context.ts'
import { checkPassword, type Checked } from './check-password.ts'

/**
 * Sign-in with an e-mail address and a password through passport, so that the municipalities' own sign-in can stand beside it. Passport
 * only finds out who it is: sessions are ours.
 */
export function passwordSignIn(app: AppContext): (req: Request, res: Response) => Promise<Checked> {
  const authenticator = new passport.Passport()
  authenticator.use(new Strategy({ usernameField: 'sahkoposti', passwordField: 'salasana', passReqToCallback: true, session: false },
    (req, email, password, done) => {
    checkPassword(app, email.trim().toLowerCase(), password, req.ip ?? '').then((checked) => done(null, checked), done)
  }))
  return (req, res) => new Promise((resolve, reject) => {
    const found = (error: unknown, checked: Checked | false | undefined) => { if (error) reject(error as Error); else resolve(checked || { result: 'wrong', personId: null }) }
    authenticator.authenticate('local', { session: false }, found)(req, res, reject)
  })
}
