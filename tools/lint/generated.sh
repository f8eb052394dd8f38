#!/usr/bin/env bash
# Says which generated files are not what `make generate` would write. Works on a copy, so that nothing here changes.
set -euo pipefail
cd "$(dirname "$0")/../.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  [ -e "$file" ] && printf '%s\0' "$file"
done | tar --null --files-from=- -cf - | tar -xf - -C "$copy"

git -C "$copy" init -q
git -C "$copy" add -A
make -s -C "$copy" generate BIN="$PWD/.bin" >"$copy.log" 2>&1 || { cat "$copy.log"; rm -f "$copy.log"; exit 1; }
rm -f "$copy.log"

changed=$(git -C "$copy" status --porcelain | grep -v '^A  ' || true)
if [ -n "$changed" ]; then
  echo "generated files are not fresh: run \`make generate\` and commit what it changes:"
  echo "$changed"
  git -C "$copy" diff --stat
  exit 1
fi
