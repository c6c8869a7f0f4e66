import { describe, expect, it, vi } from 'vitest'
import { Lines, sendImport, silence } from '../../web/wire/import-file.js'
import { NoAnswer } from '../../web/wire/link.js'

describe('sending a file', () => {
  const ask = { file: new File(['a,b\n'], 'a.csv'), mapping: null, dryRun: true, importId: 'i' }
  const answering = (body: BodyInit | null, status = 200) => {
    const seen: unknown[] = []
    const real = globalThis.fetch
    globalThis.fetch = () => Promise.resolve(new Response(body, { status }))
    const sent = sendImport(ask, (progress) => seen.push(progress), new AbortController().signal)
    return sent.then((answer) => ({ answer, seen })).finally(() => (globalThis.fetch = real))
  }
  it('cuts lines wherever the network cut them', () => {
    const lines = new Lines()
    expect([
      ...lines.add('{"a":'),
      ...lines.add('1}\n\n{"b"'),
      ...lines.add(':2}'),
      ...lines.end(),
      ...lines.end(),
    ]).toEqual(['{"a":1}', '{"b":2}'])
  })
  it('hears the progress and takes the last line as the answer', async () => {
    const { answer, seen } = await answering(
      '{"progress":{"done":1,"total":2}}\n{"ok":true,"output":{"rows":2}}',
    )
    expect(seen).toEqual([{ done: 1, total: 2 }])
    expect(answer).toEqual({ ok: true, output: { rows: 2 } })
  })
  it('takes a long silence for a lost connection', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const stuck = new ReadableStream<Uint8Array>({
      start: (to) => to.enqueue(new TextEncoder().encode('{"progress":{"done":1,"total":2}}\n')),
    })
    const sent = expect(answering(stuck)).rejects.toThrow('fell silent')
    await vi.advanceTimersByTimeAsync(silence)
    await vi.advanceTimersByTimeAsync(silence)
    await sent
    vi.useRealTimers()
  })
  it('knows an answer that was cut off from a refusal', async () => {
    await expect(answering('{"progress":{"done":1,"total":2}}\n{"ok":tr')).rejects.toThrow(NoAnswer)
    await expect(answering('<html>bad gateway</html>', 502)).rejects.toThrow(NoAnswer)
    const { answer } = await answering(
      '{"ok":false,"error":{"code":"too_large","message":"m"}}',
      413,
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 'too_large' } })
  })
})
