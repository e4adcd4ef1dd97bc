// The lexer of Go's text/template (text/template/parse/lex.go).

export type TokenType =
  | 'error' | 'eof' | 'bool' | 'char' | 'charConstant' | 'assign' | 'declare' | 'dot' | 'field' | 'identifier'
  | 'leftDelim' | 'rightDelim' | 'leftParen' | 'rightParen' | 'number' | 'pipe' | 'rawString' | 'string' | 'space'
  | 'text' | 'variable' | 'nil' | 'block' | 'break' | 'continue' | 'define' | 'else' | 'end' | 'if' | 'range'
  | 'template' | 'with'

export interface Token {
  type: TokenType
  /** Offset in UTF-16 units. */
  pos: number
  text: string
  line: number
}

const KEYWORDS: ReadonlyMap<string, TokenType> = new Map([
  ['.', 'dot'], ['block', 'block'], ['break', 'break'], ['continue', 'continue'], ['define', 'define'],
  ['else', 'else'], ['end', 'end'], ['if', 'if'], ['range', 'range'], ['nil', 'nil'], ['template', 'template'],
  ['with', 'with'],
])

/** Types whose tokens print as `<word>` in messages. */
export const KEYWORD_TYPES: ReadonlySet<TokenType> = new Set(KEYWORDS.values())

const WORD = /[\p{L}\p{Nd}_]/u

/** Makes the tokens of a template one by one; after an `error` token only `eof` follows. */
export class Lexer {
  private readonly input: string
  private pos = 0
  private start = 0
  private line = 1
  private startLine = 1
  private insideAction = false
  private parenDepth = 0
  private failed = false

  constructor(input: string) {
    this.input = input
  }

  next(): Token {
    if (this.failed) return { type: 'eof', pos: this.pos, text: 'EOF', line: this.startLine }
    for (;;) {
      const token = this.insideAction ? this.lexInsideAction() : this.lexText()
      if (token !== undefined) return token
    }
  }

  private emit(type: TokenType): Token {
    const text = this.input.slice(this.start, this.pos)
    const token: Token = { type, pos: this.start, text, line: this.startLine }
    this.skip()
    return token
  }

  /** Drops what was read since the last token. */
  private skip(): void {
    for (let i = this.start; i < this.pos; i++) if (this.input.charCodeAt(i) === 10) this.line++
    this.start = this.pos
    this.startLine = this.line
  }

  private error(message: string): Token {
    this.failed = true
    return { type: 'error', pos: this.start, text: message, line: this.startLine }
  }

  private lexText(): Token | undefined {
    const open = this.input.indexOf('{{', this.pos)
    if (open < 0) {
      this.pos = this.input.length
      if (this.pos > this.start) return this.emit('text')
      return { type: 'eof', pos: this.pos, text: 'EOF', line: this.startLine }
    }
    const trim = hasLeftTrim(this.input, open + 2)
    let end = open
    if (trim) while (end > this.start && isSpace(this.input[end - 1])) end--
    let token: Token | undefined
    if (end > this.start) {
      this.pos = end
      token = this.emit('text')
    }
    this.pos = open
    this.skip()
    this.insideAction = true
    this.pendingLeft = true
    return token
  }

  private pendingLeft = false

  private lexLeftDelim(): Token | undefined {
    this.pendingLeft = false
    this.pos = this.start + 2
    const after = this.pos + (hasLeftTrim(this.input, this.pos) ? 2 : 0)
    if (this.input.startsWith('/*', after)) return this.lexComment(after)
    const token = this.emit('leftDelim')
    this.pos = after
    this.skip()
    this.parenDepth = 0
    return token
  }

  private lexComment(from: number): Token | undefined {
    this.pos = from
    this.skip()
    const close = this.input.indexOf('*/', from + 2)
    if (close < 0) return this.error('unclosed comment')
    this.pos = close + 2
    const delim = this.rightDelim()
    if (delim === undefined) return this.error('comment ends before closing delimiter')
    this.pos += delim === 'trim' ? 4 : 2
    if (delim === 'trim') this.trimLeft()
    this.skip()
    this.insideAction = false
    return undefined
  }

  private rightDelim(): 'trim' | 'plain' | undefined {
    if (hasRightTrim(this.input, this.pos) && this.input.startsWith('}}', this.pos + 2)) return 'trim'
    return this.input.startsWith('}}', this.pos) ? 'plain' : undefined
  }

  private trimLeft(): void {
    while (isSpace(this.input[this.pos])) this.pos++
  }

  private lexRightDelim(trim: boolean): Token {
    if (trim) {
      this.pos += 2
      this.skip()
    }
    this.pos += 2
    const token = this.emit('rightDelim')
    if (trim) {
      this.trimLeft()
      this.skip()
    }
    this.insideAction = false
    return token
  }

  private lexInsideAction(): Token | undefined {
    if (this.pendingLeft) return this.lexLeftDelim()
    const delim = this.rightDelim()
    if (delim !== undefined) {
      if (this.parenDepth === 0) return this.lexRightDelim(delim === 'trim')
      return this.error('unclosed left paren')
    }
    const c = this.char()
    if (c === undefined) return this.error('unclosed action')
    if (isSpace(c)) return this.lexSpace()
    this.pos += c.length
    switch (c) {
      case '=':
        return this.emit('assign')
      case ':':
        if (this.char() !== '=') return this.error('expected :=')
        this.pos++
        return this.emit('declare')
      case '|':
        return this.emit('pipe')
      case '"':
        return this.lexQuoted('"', 'string', 'unterminated quoted string')
      case "'":
        return this.lexQuoted("'", 'charConstant', 'unterminated character constant')
      case '`':
        return this.lexRawQuote()
      case '$':
        if (this.atTerminator()) return this.emit('variable')
        return this.lexWord('variable')
      case '(':
        this.parenDepth++
        return this.emit('leftParen')
      case ')':
        this.parenDepth--
        if (this.parenDepth < 0) return this.error('unexpected right paren')
        return this.emit('rightParen')
      case '.': {
        const next = this.input[this.pos]
        if (next !== undefined && (next < '0' || next > '9')) {
          return this.atTerminator() ? this.emit('dot') : this.lexWord('field')
        }
        this.pos--
        return this.lexNumber()
      }
    }
    if (c === '+' || c === '-' || (c >= '0' && c <= '9')) {
      this.pos--
      return this.lexNumber()
    }
    if (WORD.test(c)) return this.lexWord('identifier')
    if (c >= ' ' && c <= '~') return this.emit('char')
    return this.error(`unrecognized character in action: ${codePointName(c)}`)
  }

  private lexSpace(): Token | undefined {
    let count = 0
    while (isSpace(this.input[this.pos])) {
      this.pos++
      count++
    }
    if (hasRightTrim(this.input, this.pos - 1) && this.input.startsWith('}}', this.pos + 1)) {
      this.pos--
      if (count === 1) return this.lexRightDelim(true)
    }
    return this.emit('space')
  }

  private lexWord(type: 'identifier' | 'field' | 'variable'): Token {
    let c = this.char()
    while (c !== undefined && WORD.test(c)) {
      this.pos += c.length
      c = this.char()
    }
    if (!this.atTerminator()) return this.error(`bad character ${codePointName(c ?? '')}`)
    const word = this.input.slice(this.start, this.pos)
    if (type !== 'identifier') return this.emit(type)
    if (word === 'true' || word === 'false') return this.emit('bool')
    return this.emit(KEYWORDS.get(word) ?? 'identifier')
  }

  private lexQuoted(quote: string, type: TokenType, message: string): Token {
    for (;;) {
      let c = this.input[this.pos++]
      if (c === '\\') {
        c = this.input[this.pos++]
        if (c !== undefined && c !== '\n') continue
      }
      if (c === undefined || c === '\n') return this.error(message)
      if (c === quote) return this.emit(type)
    }
  }

  private lexRawQuote(): Token {
    const close = this.input.indexOf('`', this.pos)
    if (close < 0) return this.error('unterminated raw quoted string')
    this.pos = close + 1
    return this.emit('rawString')
  }

  private lexNumber(): Token {
    if (!this.scanNumber()) return this.error(`bad number syntax: ${JSON.stringify(this.input.slice(this.start, this.pos))}`)
    return this.emit('number')
  }

  private scanNumber(): boolean {
    this.accept('+-')
    let digits = '0123456789_'
    if (this.accept('0')) {
      if (this.accept('xX')) digits = '0123456789abcdefABCDEF_'
      else if (this.accept('oO')) digits = '01234567_'
      else if (this.accept('bB')) digits = '01_'
    }
    this.acceptRun(digits)
    if (this.accept('.')) this.acceptRun(digits)
    if (digits.length === 11 && this.accept('eE')) {
      this.accept('+-')
      this.acceptRun('0123456789_')
    }
    if (digits.length === 23 && this.accept('pP')) {
      this.accept('+-')
      this.acceptRun('0123456789_')
    }
    this.accept('i')
    const c = this.char()
    if (c !== undefined && WORD.test(c)) {
      this.pos += c.length
      return false
    }
    return true
  }

  private accept(valid: string): boolean {
    const c = this.input[this.pos]
    if (c === undefined || !valid.includes(c)) return false
    this.pos++
    return true
  }

  private acceptRun(valid: string): void {
    while (this.accept(valid));
  }

  private char(): string | undefined {
    const code = this.input.codePointAt(this.pos)
    return code === undefined ? undefined : String.fromCodePoint(code)
  }

  private atTerminator(): boolean {
    const c = this.input[this.pos]
    return c === undefined || isSpace(c) || '.,|:()'.includes(c) || this.input.startsWith('}}', this.pos)
  }
}

function isSpace(c: string | undefined): boolean {
  return c === ' ' || c === '\t' || c === '\r' || c === '\n'
}

function hasLeftTrim(input: string, at: number): boolean {
  return input[at] === '-' && isSpace(input[at + 1])
}

function hasRightTrim(input: string, at: number): boolean {
  return isSpace(input[at]) && input[at + 1] === '-'
}

/** Go's %#U. */
function codePointName(c: string): string {
  const code = c.codePointAt(0) ?? 0xfffd
  const hex = code.toString(16).toUpperCase().padStart(4, '0')
  return /\P{C}/u.test(c) ? `U+${hex} '${c}'` : `U+${hex}`
}
