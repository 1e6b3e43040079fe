/**
 * A notice to the public is a notice of this type; the other types are for the staff. The Sámi Language Act (1086/2003) and the rules of the
 * municipalities ask for languages of public notices only.
 */
export const PUBLIC_NOTICE = 'public'
