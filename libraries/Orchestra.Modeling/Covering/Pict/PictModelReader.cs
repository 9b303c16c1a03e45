using Orchestra.Contracts.Errors;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>
/// Reads PICT's model format: parameters, then sub-models, then constraints. Aliases, weights and negative values are refused by
/// name: an array that ignored them would look right and be wrong.
/// </summary>
public sealed class PictModelReader
{
    private readonly string[] _lines;
    private readonly PictFaults _faults = new();
    private readonly PictFaults _warnings = new();
    private readonly List<PictParameter> _parameters = [];
    private readonly Dictionary<string, PictParameter> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<CoveringGroup> _groups = [];
    private readonly int _strength;

    private PictModelReader(string text, int strength)
    {
        _lines = text.Split('\n');
        _strength = strength;
    }

    /// <summary>Reads a model. Sub-models without an order of their own get <paramref name="strength"/>.</summary>
    public static PictImport Read(string text, int strength)
    {
        if (text.Length > PictLimits.TextLength)
        {
            return Refused(new Fault(null, null, $"the model is over {PictLimits.TextLength:N0} characters: no model is that long"));
        }

        return new PictModelReader(text, strength).Read();
    }

    private static PictImport Refused(Fault fault) => new(null, [fault], []);

    private PictImport Read()
    {
        var line = 0;
        var parameters = new ParameterReader(_faults, _warnings, _parameters, _byName);
        for (; line < _lines.Length && !StartsConstraints(_lines[line]); line++)
        {
            var text = _lines[line].AsSpan().Trim();
            if (!IsNothing(text) && text[0] != '{')
            {
                parameters.Read(_lines[line], line + 1);
            }
        }

        var groups = new SubModelReader(_faults, _warnings, _byName, _strength);
        for (var i = 0; i < line; i++)
        {
            if (_lines[i].AsSpan().TrimStart() is ['{', ..] && groups.Read(_lines[i], i + 1) is { } group)
            {
                _groups.Add(group);
            }
        }

        var constraints = new ConstraintReader(ConstraintText(line), line + 1, _byName, _faults, _warnings).ReadAll();
        if (_parameters.Count == 0 && _faults.Count == 0)
        {
            _faults.Add(1, 1, "the model has no parameters: write lines such as \"Colour: red, green\"");
        }

        return new PictImport(_faults.Count == 0 ? Model(constraints) : null, _faults.List, _warnings.List);
    }

    private PictModel Model(IReadOnlyList<LineConstraint> constraints) =>
        new(
            new CoveringModel([.. _parameters.Select(parameter => new CoveringFactor(parameter.Name, parameter.Values.Count))])
            {
                Constraints = constraints,
                Groups = _groups,
            },
            [.. _parameters.Select(parameter => parameter.Values)],
            [.. constraints.Select(constraint => constraint.Line)]
        );

    // Comments may stand between the lines of a constraint; their lines stay, so that places stay right.
    private string ConstraintText(int firstLine) =>
        string.Join('\n', _lines.Skip(firstLine).Select(line => IsNothing(line.AsSpan().Trim()) ? "" : line));

    private static bool IsNothing(ReadOnlySpan<char> text) => text.IsEmpty || text[0] == '#';

    // By its beginning, as PICT tells: a word of the language, or a parameter in brackets. "If: a, b" is a parameter.
    private static bool StartsConstraints(string line)
    {
        var text = line.AsSpan().Trim();
        var bracket = text.IndexOf('[');
        if (text.StartsWith("IF", StringComparison.OrdinalIgnoreCase) || text.StartsWith("NOT", StringComparison.OrdinalIgnoreCase))
        {
            var rest = text[(text[0] is 'I' or 'i' ? 2 : 3)..];
            var colon = text.IndexOf(':');
            return (rest.IsEmpty || !(char.IsLetterOrDigit(rest[0]) || rest[0] is '_' or '-' or ','))
                && (colon < 0 || (bracket >= 0 && bracket < colon));
        }

        return text is ['[' or '(', ..] && bracket >= 0 && text[bracket..].Contains(']');
    }
}
