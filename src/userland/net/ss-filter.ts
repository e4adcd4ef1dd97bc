/** Filters of ss: `state listening`, `sport = :80`, `dst 10.0.0.1`, joined with and, or, parentheses. */
import type { SocketInfo } from '../../kernel/net/types.ts';
import { servicePort } from './services.ts';

export interface SocketFilter { readonly states: readonly SocketInfo['state'][] | undefined; accepts(info: SocketInfo): boolean }

const STATES: Readonly<Record<string, readonly SocketInfo['state'][]>> = {
  all: ['LISTEN', 'ESTAB', 'SYN-SENT', 'TIME-WAIT', 'CLOSE-WAIT', 'FIN-WAIT-1', 'FIN-WAIT-2', 'UNCONN'],
  connected: ['ESTAB', 'SYN-SENT', 'TIME-WAIT', 'CLOSE-WAIT', 'FIN-WAIT-1', 'FIN-WAIT-2'],
  established: ['ESTAB'], 'syn-sent': ['SYN-SENT'], 'fin-wait-1': ['FIN-WAIT-1'], 'fin-wait-2': ['FIN-WAIT-2'], 'time-wait': ['TIME-WAIT'], 'close-wait': ['CLOSE-WAIT'], listening: ['LISTEN'], closed: ['UNCONN'],
};

type Test = (info: SocketInfo) => boolean;

/** The filter, or the message of what is wrong with it. */
export function socketFilter(words: readonly string[]): SocketFilter | string {
  const tokens = words.flatMap((word) => word.replace(/([()])/g, ' $1 ').trim().split(/\s+/)).filter(Boolean);
  let states: SocketInfo['state'][] | undefined;
  while (tokens[0] === 'state') {
    const named = STATES[tokens[1] ?? ''];
    if (!named) return `ss: wrong state name: ${tokens[1] ?? ''}`;
    states = [...(states ?? []), ...named];
    tokens.splice(0, 2);
  }
  const parser = new Parser(tokens);
  const test = tokens.length === 0 ? (): boolean => true : parser.or();
  if (typeof test === 'string') return test;
  return { states, accepts: (info) => (states === undefined || states.includes(info.state)) && test(info) };
}

class Parser {
  readonly #tokens: string[];
  constructor(tokens: string[]) {
    this.#tokens = tokens;
  }

  or(): Test | string {
    let left = this.#and();
    while (typeof left !== 'string' && (this.#tokens[0] === 'or' || this.#tokens[0] === '|')) {
      this.#tokens.shift();
      const right = this.#and();
      if (typeof right === 'string') return right;
      const before: Test = left;
      left = (info) => before(info) || right(info);
    }
    return left;
  }

  #and(): Test | string {
    let left = this.#term();
    while (typeof left !== 'string' && this.#tokens.length > 0 && !['or', '|', ')'].includes(this.#tokens[0] ?? '')) {
      if (this.#tokens[0] === 'and' || this.#tokens[0] === '&') this.#tokens.shift();
      const right = this.#term();
      if (typeof right === 'string') return right;
      const before: Test = left;
      left = (info) => before(info) && right(info);
    }
    return left;
  }

  #term(): Test | string {
    const token = this.#tokens.shift() ?? '';
    if (token === '(') {
      const inner = this.or();
      this.#tokens.shift();
      return inner;
    }
    if (token === 'not' || token === '!') {
      const inner = this.#term();
      return typeof inner === 'string' ? inner : (info) => !inner(info);
    }
    if (!['sport', 'dport', 'src', 'dst'].includes(token)) return `Error: an inet prefix is expected rather than "${token}".`;
    let operator = '=';
    if (/^(=|==|!=|eq|ne|>=|<=|ge|le|>|<|gt|lt)$/.test(this.#tokens[0] ?? '')) operator = this.#tokens.shift() ?? '=';
    const operand = this.#tokens.shift() ?? '';
    return comparison(token, operator, operand);
  }
}

function comparison(field: string, operator: string, operand: string): Test {
  const of = (info: SocketInfo) => (field === 'sport' || field === 'src' ? info.local : info.peer);
  const [host, portText] = field === 'src' || field === 'dst' ? [operand.split(':')[0] ?? '', operand.split(':')[1]] : ['', operand.replace(/^:/, '')];
  const port = portText === undefined ? undefined : servicePort(portText);
  return (info) => {
    const address = of(info);
    if (address?.family !== 'inet') return false;
    if (host !== '' && address.address !== host) return operator === '!=' || operator === 'ne';
    if (port === undefined) return true;
    switch (operator) {
      case '!=':
      case 'ne':
        return address.port !== port;
      case '>=':
      case 'ge':
        return address.port >= port;
      case '<=':
      case 'le':
        return address.port <= port;
      case '>':
      case 'gt':
        return address.port > port;
      case '<':
      case 'lt':
        return address.port < port;
      default:
        return address.port === port;
    }
  };
}
