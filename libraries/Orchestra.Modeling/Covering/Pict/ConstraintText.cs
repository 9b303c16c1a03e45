using System.Text;
using static Orchestra.Modeling.Covering.Pict.PictFaults;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>The text of all constraints, and how far it has been read.</summary>
internal sealed class ConstraintText
{
    private readonly string _text;
    private readonly int _firstLine;
    private readonly List<int> _lineStarts = [0];
    private int _position;

    public ConstraintText(string text, int firstLine)
    {
        (_text, _firstLine) = (text, firstLine);
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            _lineStarts.Add(i + 1);
        }

        SkipBlanks();
    }

    public bool IsAtEnd => _position >= _text.Length;

    /// <summary>Where the next token begins.</summary>
    public int Position => _position;

    /// <summary>The line of the next token.</summary>
    public int Line => Place(_position).Line;

    public char Next => IsAtEnd ? '\0' : _text[_position];

    public bool Take(char expected)
    {
        if (IsAtEnd || _text[_position] != expected)
        {
            return false;
        }

        _position++;
        SkipBlanks();
        return true;
    }

    public bool TakeWord(string word)
    {
        var end = _position + word.Length;
        if (
            string.Compare(_text, _position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0
            || end > _text.Length
            || (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
        )
        {
            return false;
        }

        _position = end;
        SkipBlanks();
        return true;
    }

    /// <summary>The text between two marks on one line; null when the first is not next. A backslash stands before \\, " and ].</summary>
    public string? TakeBetween(char open, char close, string what)
    {
        if (Next != open)
        {
            return null;
        }

        var opened = _position;
        var taken = new StringBuilder();
        for (_position++; Next != close; _position++)
        {
            if (Next == '\\')
            {
                _position++;
                if (Next is not ('\\' or '"' or ']'))
                {
                    throw new PictSyntaxException("a backslash stands before \\, \" or ] only", _position - 1);
                }
            }

            if (IsAtEnd || Next == '\n')
            {
                throw new PictSyntaxException($"the {what} has no closing {close} on its line", opened);
            }

            taken.Append(Next);
        }

        _position++;
        SkipBlanks();
        return taken.ToString();
    }

    /// <summary>A number; null when there is none.</summary>
    public double? TakeNumber()
    {
        var end = _position;
        while (
            end < _text.Length
            && (
                char.IsAsciiDigit(_text[end])
                || _text[end] == '.'
                || (_text[end] is '+' or '-' && (end == _position || _text[end - 1] is 'e' or 'E'))
                || (_text[end] is 'e' or 'E' && end > _position)
            )
        )
        {
            end++;
        }

        if (PictParameter.ParseNumber(_text.AsSpan(_position, end - _position)) is not { } number)
        {
            return null;
        }

        _position = end;
        SkipBlanks();
        return number;
    }

    /// <summary>Goes on after the next semicolon.</summary>
    public void SkipConstraint()
    {
        var end = _text.IndexOf(';', Math.Min(_position, _text.Length));
        _position = end < 0 ? _text.Length : end + 1;
        SkipBlanks();
    }

    public PictSyntaxException Refused(string message) => new(message, _position);

    public PictSyntaxException Expected(string what)
    {
        var end = _position;
        while (end < _text.Length && end - _position < 20 && !char.IsWhiteSpace(_text[end]))
        {
            end++;
        }

        return Refused($"expected {what}, found {(IsAtEnd ? "the end of the file" : $"'{Short(_text[_position..end])}'")}");
    }

    public void Fault(PictFaults faults, string message, int? position = null)
    {
        var (line, column) = Place(position ?? _position);
        faults.Add(line, column, message);
    }

    private (int Line, int Column) Place(int position)
    {
        var index = _lineStarts.BinarySearch(position);
        index = index < 0 ? ~index - 1 : index;
        return (_firstLine + index, position - _lineStarts[index] + 1);
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && (char.IsWhiteSpace(_text[_position]) || char.IsControl(_text[_position])))
        {
            _position++;
        }
    }
}
