using System.Text;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>Splits a text into records as RFC 4180 does; a record ends with CRLF, LF or CR.</summary>
internal sealed class CsvReader(string text, char delimiter)
{
    private int _at;
    private int _line = 1;

    /// <summary>The delimiter that the first record has most of outside quotes: a comma, a semicolon or a tab.</summary>
    public static char DelimiterOf(string text)
    {
        Span<int> counts = [0, 0, 0];
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is '\r' or '\n')
            {
                if (counts.IndexOfAnyExcept(0) >= 0)
                {
                    break;
                }
            }
            else if (!isQuoted && ",;\t".IndexOf(c, StringComparison.Ordinal) is >= 0 and var which)
            {
                counts[which]++;
            }
        }

        return counts[1] > counts[0] && counts[1] >= counts[2] ? ';'
            : counts[2] > counts[0] ? '\t'
            : ',';
    }

    /// <summary>The next record; null at the end.</summary>
    public CsvRecord? Next()
    {
        if (_at >= text.Length)
        {
            return null;
        }

        var line = _line;
        var cells = new List<CsvCell>();
        var count = 0;
        (int, string)? fault = null;
        do
        {
            var (cell, wrong) = Cell();
            if (wrong is not null)
            {
                fault ??= (count, wrong);
            }

            // A line of nothing but delimiters would be millions of them.
            if (count++ <= ImportLimits.MaxColumns)
            {
                cells.Add(cell);
            }
        } while (TakeDelimiter());
        EndLine();
        return new CsvRecord(line, cells, count, fault);
    }

    private (CsvCell Cell, string? Fault) Cell() =>
        _at < text.Length && text[_at] == '"' ? Quoted() : (new CsvCell(Plain(out var fault), false), fault);

    private string Plain(out string? fault)
    {
        var start = _at;
        while (_at < text.Length && text[_at] != delimiter && text[_at] is not ('\r' or '\n'))
        {
            _at++;
        }

        var cell = text[start.._at];
        fault = cell.Contains('"', StringComparison.Ordinal)
            ? "a quote stands inside the cell: put quotes round the whole cell and double this one"
            : null;
        return cell;
    }

    private (CsvCell Cell, string? Fault) Quoted()
    {
        var line = _line;
        var cell = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != '"')
            {
                CountLine();
                cell.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                cell.Append(text[_at++]);
            }
            else
            {
                _at++;
                var rest = Plain(out _);
                return (
                    new CsvCell(cell.ToString() + rest, true),
                    rest.Length == 0 ? null : "something follows the closing quote: double each quote that belongs to the cell"
                );
            }
        }

        return (new CsvCell(cell.ToString(), true), $"the quote that opens in line {line} is never closed");
    }

    private bool TakeDelimiter()
    {
        if (_at >= text.Length || text[_at] != delimiter)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void EndLine()
    {
        if (_at >= text.Length)
        {
            return;
        }

        _at += text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n' ? 2 : 1;
        _line++;
    }

    // Inside quotes: CRLF is one line, so its LF counts.
    private void CountLine()
    {
        if (text[_at] == '\n' || (text[_at] == '\r' && (_at + 1 >= text.Length || text[_at + 1] != '\n')))
        {
            _line++;
        }
    }
}
