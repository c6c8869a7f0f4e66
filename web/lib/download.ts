/** Hands a file to whoever asked for it. @param type its media type */
export function downloadFile(name: string, text: string, type: string) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export const downloadCsv = (name: string, text: string) => downloadFile(name, text, 'text/csv')
