import { defineMessages } from '../define-messages.ts'

export const sessionMessages = defineMessages({
  'session.title': { fi: 'Kirjautumisesi päättyy pian', sv: 'Din inloggning upphör snart', en: 'You will soon be signed out' },
  'session.ends': { fi: 'Päättymisaika:', sv: 'Upphör:', en: 'Ends at:' },
  'session.extendHint': { fi: 'Jatka, jos olet vielä tämän sivun ääressä.', sv: 'Fortsätt om du ännu arbetar med den här sidan.', en: 'Continue if you are still working on this page.' },
  'session.last': { fi: 'Kirjautumista ei voi enää jatkaa. Tallenna työsi nyt.', sv: 'Inloggningen kan inte förlängas längre. Spara ditt arbete nu.', en: 'You cannot stay signed in any longer. Save your work now.' },
  'session.over': {
    fi: 'Kirjautumisesi on päättynyt. Kirjoittamasi teksti on tallella: tallenna se, niin pääset kirjautumaan ja jatkamaan.',
    sv: 'Din inloggning har upphört. Det du skrivit finns kvar: spara det, så får du logga in och fortsätta.',
    en: 'You have been signed out. What you wrote is still here: save it, and you can sign in and go on.',
  },
  'session.extend': { fi: 'Jatka', sv: 'Fortsätt', en: 'Continue' },
  'session.close': { fi: 'Sulje', sv: 'Stäng', en: 'Close' },
  'session.unreachable': { fi: 'Palvelimeen ei saatu yhteyttä. Yritä uudelleen.', sv: 'Servern kunde inte nås. Försök igen.', en: 'The server could not be reached. Try again.' },
})
