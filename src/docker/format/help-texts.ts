/** Usage of `--format`, the same on every command that has one (docker/cli cli/flags/options.go). */

const TAIL = `'json':             Print in JSON format
'TEMPLATE':         Print output using the given Go template.
Refer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates`;

/** Of commands that list. */
export const FORMAT_HELP = `Format output using a custom template:
'table':            Print output in table format with column headers (default)
'table TEMPLATE':   Print output in table format using the given Go template
${TAIL}`;

/** Of commands that inspect. */
export const INSPECT_FORMAT_HELP = `Format output using a custom template:
${TAIL}`;
