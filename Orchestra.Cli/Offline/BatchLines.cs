using System.Text;

namespace Orchestra.Cli.Offline;

/// <summary>Reads a file line by line in little memory: one line at a time, and of an endless one only its beginning.</summary>
internal sealed class BatchLines(TextReader reader, int maxLength)
{
    private readonly char[] _buffer = new char[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null after the last.</summary>
    /// <param name="cut">True when the line is longer than allowed: then what is returned is not all of it.</param>
    public string? Next(out bool cut)
    {
        cut = false;
        var line = new StringBuilder();
        var any = false;
        while (Fill())
        {
            any = true;
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest.IndexOf('\n');
            var part = length < 0 ? rest : rest[..length];
            cut |= line.Length + part.Length > maxLength;
            if (!cut)
            {
                line.Append(part);
            }

            _start += length < 0 ? rest.Length : length + 1;
            if (length >= 0)
            {
                break;
            }
        }

        return any ? line.ToString() : null;
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, reader.Read(_buffer));
        }

        return _end > 0;
    }
}
