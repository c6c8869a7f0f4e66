/** A name as an id: lower case, dashes, at most 60 characters. */
export function slug(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'x'
}

/** The name's slug, with a number behind it where that is taken. */
export function uniqueSlug(name: string, taken: (id: string) => boolean): string {
  const base = slug(name)
  let id = base
  for (let n = 2; taken(id); n++) id = `${base}-${n}`
  return id
}
