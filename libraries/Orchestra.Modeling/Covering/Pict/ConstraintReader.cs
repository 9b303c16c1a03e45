namespace Orchestra.Modeling.Covering.Pict;

/// <summary>
/// Reads constraints: <c>IF c THEN c ELSE c;</c> and <c>c;</c>. One that cannot be read is a fault, and reading goes on after its
/// semicolon.
/// </summary>
internal sealed class ConstraintReader
{
    private readonly PictFaults _faults;
    private readonly ConstraintText _text;
    private readonly TermReader _terms;
    private int _depth;

    public ConstraintReader(
        string text,
        int firstLine,
        IReadOnlyDictionary<string, PictParameter> byName,
        PictFaults faults,
        PictFaults warnings
    )
    {
        _faults = faults;
        _text = new ConstraintText(text, firstLine);
        _terms = new TermReader(_text, byName, faults, warnings);
    }

    public IReadOnlyList<LineConstraint> ReadAll()
    {
        var constraints = new List<LineConstraint>();
        while (!_text.IsAtEnd)
        {
            if (constraints.Count >= PictLimits.Constraints)
            {
                _text.Fault(_faults, $"the model has more than {PictLimits.Constraints:N0} constraints");
                return constraints;
            }

            try
            {
                Read(constraints);
            }
            catch (PictSyntaxException exception)
            {
                _text.Fault(_faults, exception.Message, exception.Position);
                _text.SkipConstraint();
            }
        }

        return constraints;
    }

    private void Read(List<LineConstraint> constraints)
    {
        _depth = 0;
        var line = _text.Line;
        if (_text.TakeWord("IF"))
        {
            var condition = ReadAny();
            if (!_text.TakeWord("THEN"))
            {
                throw _text.Expected("AND, OR or THEN");
            }

            var then = ReadAny();
            constraints.Add(new LineConstraint(new Condition.Junction([condition.Negate(), then], isAll: false), line));
            if (_text.TakeWord("ELSE"))
            {
                constraints.Add(new LineConstraint(new Condition.Junction([condition, ReadAny()], isAll: false), line));
            }
        }
        else
        {
            constraints.Add(new LineConstraint(ReadAny(), line));
        }

        if (!_text.Take(';'))
        {
            throw _text.Expected("';' at the end of the constraint");
        }
    }

    private Condition ReadAny() => ReadJoined("OR", () => ReadJoined("AND", ReadOne, isAll: true), isAll: false);

    private Condition ReadJoined(string word, Func<Condition> read, bool isAll)
    {
        var parts = new List<Condition> { read() };
        while (_text.TakeWord(word))
        {
            parts.Add(read());
        }

        return parts.Count == 1 ? parts[0] : new Condition.Junction(parts, isAll);
    }

    private Condition ReadOne()
    {
        var negated = false;
        while (_text.TakeWord("NOT"))
        {
            negated = !negated;
        }

        Condition condition;
        if (_text.Take('('))
        {
            if (++_depth > PictLimits.Depth)
            {
                throw _text.Refused($"parentheses are nested over {PictLimits.Depth} deep");
            }

            condition = ReadAny();
            if (!_text.Take(')'))
            {
                throw _text.Expected("AND, OR or ')'");
            }

            _depth--;
        }
        else
        {
            condition = _terms.Read();
        }

        return negated ? condition.Negate() : condition;
    }
}
