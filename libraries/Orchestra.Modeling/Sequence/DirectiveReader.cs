using System.Globalization;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Sequence;

/// <summary>Reads <c>orchestra:</c> comments: the attributes of BPMN files, and what only diagrams need.</summary>
internal sealed class DirectiveReader(DiagramBuilder diagram)
{
    private const string Prefix = "orchestra:";
    private static readonly string[] s_attributes = ["endpoint", "poll", "alias", "dataSet", "shares", "service"];

    /// <summary>Reads a comment's text; one that does not begin with <c>orchestra:</c> is anybody's.</summary>
    public void Read(SourceLine comment, Directives directives)
    {
        var cursor = new LineCursor(comment).SkipBlanks();
        if (!cursor.TryTake(Prefix))
        {
            return;
        }

        if (cursor.SkipBlanks().TryTakeWord("expect"))
        {
            ReadExpect(cursor, directives);
            return;
        }

        while (!cursor.SkipBlanks().AtEnd)
        {
            var (column, start) = (cursor.Column, cursor.Position);
            var (name, value) = Pair(cursor);
            if (cursor.Position == start)
            {
                Unknown(cursor.Line, column, cursor.Rest);
                return;
            }

            Apply(directives, name, value, cursor.Line, column);
        }
    }

    private static (string Name, string? Value) Pair(LineCursor cursor)
    {
        var name = cursor.TakeWhile(char.IsLetterOrDigit);
        if (cursor.SkipBlanks().Current != '=')
        {
            return (name, null);
        }

        cursor.Position++;
        cursor.SkipBlanks();
        return (name, cursor.TakeQuoted() ?? cursor.TakeWhile(character => !char.IsWhiteSpace(character)));
    }

    private void Apply(Directives directives, string name, string? value, int line, int column)
    {
        switch (name)
        {
            case "step" or "skip" when value is null:
                directives.IsStep = name == "step";
                break;
            case "initiator" when !string.IsNullOrWhiteSpace(value):
                diagram.NameInitiator(value.Trim(), line, column);
                return;
            case "role" when value is "driver" or "service":
                directives.Values[name] = value;
                break;
            case "role":
                diagram.Fault(line, column, "the role is 'driver' (on the test's side) or 'service' (under test)");
                return;
            case "maxLoopIterations":
                ReadBound(directives, value, line, column);
                break;
            default:
                if (string.IsNullOrWhiteSpace(value) || !s_attributes.Contains(name, StringComparer.Ordinal))
                {
                    Unknown(line, column, name);
                    return;
                }

                directives.Values[name] = value.Trim();
                break;
        }

        directives.Given.Add((name, line, column));
    }

    private void ReadBound(Directives directives, string? value, int line, int column)
    {
        if (
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bound)
            && bound is >= 1 and <= SequenceLimits.LoopIterations
        )
        {
            directives.MaxLoopIterations = bound;
        }
        else
        {
            diagram.Fault(line, column, $"maxLoopIterations is '{value}': give a whole number from 1 to 10");
        }
    }

    private void ReadExpect(LineCursor cursor, Directives directives)
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!cursor.SkipBlanks().AtEnd)
        {
            var at = cursor.Column;
            var (name, value) = Pair(cursor);
            if (value is null || name is not ("left" or "op" or "right" or "match" or "message"))
            {
                diagram.Fault(line, at, "an expect has left=\"…\", op=\"…\", right=\"…\", and may have match and message");
                return;
            }

            given[name] = value;
        }

        var (left, op) = (given.GetValueOrDefault("left"), given.GetValueOrDefault("op"));
        if (string.IsNullOrEmpty(left))
        {
            diagram.Fault(line, column, "an expect has no 'left': give the value to look at, for example {{response.body.status}}");
        }

        if (op is null || !RuleOperators.All.Contains(op, StringComparer.Ordinal))
        {
            diagram.Fault(line, column, $"the operator '{op}' does not exist: use one of {string.Join(", ", RuleOperators.All)}");
            return;
        }

        var right = given.GetValueOrDefault("right");
        if (right is null && op is not ("exists" or "notExists"))
        {
            diagram.Fault(line, column, $"an expect with op '{op}' has no 'right': give the value to compare with");
        }

        RuleMatch? match = null;
        if (given.TryGetValue("match", out var matchText))
        {
            if (Enum.GetNames<RuleMatch>().Contains(matchText, StringComparer.OrdinalIgnoreCase))
            {
                match = Enum.Parse<RuleMatch>(matchText, ignoreCase: true);
            }
            else
            {
                diagram.Fault(line, column, $"the match '{matchText}' does not exist: use ANY, ALL, NONE or ONE");
            }
        }

        directives.Expect.Add(new BusinessRule(left, op, ExtensionReader.ParseRight(right, op), match, given.GetValueOrDefault("message")));
        directives.Given.Add(("expect", line, column));
    }

    private void Unknown(int line, int column, string name) =>
        diagram.Warn(
            WarningCodes.UnknownExtension,
            $"column {column}: 'orchestra: {TextCleaner.Cut(name, 60)}' does not exist; there are step, skip, expect, initiator=\"…\", role=\"…\", {string.Join(", ", s_attributes.Select(known => $"{known}=\"…\""))} and maxLoopIterations=\"…\"",
            line
        );
}
