using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>Random conditions over five variables with few values: small enough to try all.</summary>
internal sealed class RandomConditions(int seed)
{
    private static readonly string[] _texts = ["A", "B", "AB"];

    private readonly Random _random = new(seed);

    /// <summary>x, y, z are whole numbers from 0 to 5, s one of three texts, b a truth.</summary>
    public static IReadOnlyDictionary<VariablePath, VariableDomain> Domains { get; } =
        new Dictionary<VariablePath, VariableDomain>
        {
            [Path("x")] = new VariableDomain
            {
                Type = "integer",
                Minimum = 0,
                Maximum = 5,
            },
            [Path("y")] = new VariableDomain
            {
                Type = "integer",
                Minimum = 0,
                Maximum = 5,
            },
            [Path("z")] = new VariableDomain
            {
                Type = "integer",
                Minimum = 0,
                ExclusiveMaximum = true,
                Maximum = 6,
            },
            [Path("s")] = new VariableDomain { Type = "string", Enum = [.. _texts.Select(t => new ConditionValue.Text(t))] },
            [Path("b")] = new VariableDomain { Type = "boolean" },
        };

    public static VariablePath Path(string name) => new([name]);

    public IReadOnlyList<Conjunct> Conjuncts() =>
        [
            .. Enumerable
                .Range(1, 1 + _random.Next(6))
                .Select(i => (Index: i, Text: Condition(_random.Next(4))))
                .Select(c => new Conjunct(
                    $"F{c.Index}",
                    $"G{c.Index}",
                    c.Text,
                    ConditionParser.Parse(c.Text).Expression ?? throw new InvalidOperationException(c.Text),
                    _random.Next(4) > 0
                )),
        ];

    /// <summary>All values that the variables can have together.</summary>
    public static IEnumerable<IReadOnlyDictionary<VariablePath, ConditionValue>> All(IReadOnlyList<VariablePath> variables)
    {
        var all =
            (IEnumerable<Dictionary<VariablePath, ConditionValue>>)
                [
                    [],
                ];
        foreach (var variable in variables)
        {
            ConditionValue[] values = variable.ToString() switch
            {
                "s" => [.. _texts.Select(t => new ConditionValue.Text(t))],
                "b" => [new ConditionValue.Boolean(true), new ConditionValue.Boolean(false)],
                _ => [.. Enumerable.Range(0, 6).Select(n => new ConditionValue.Number(n))],
            };
            all = all.SelectMany(present =>
                values.Select(value => new Dictionary<VariablePath, ConditionValue>(present) { [variable] = value })
            );
        }

        return all;
    }

    private string Condition(int depth) =>
        depth == 0
            ? Atom()
            : _random.Next(5) switch
            {
                0 => $"({Condition(depth - 1)}) and ({Condition(depth - 1)})",
                1 => $"({Condition(depth - 1)}) or ({Condition(depth - 1)})",
                2 => $"not({Condition(depth - 1)})",
                3 => $"if {Condition(depth - 1)} then {Condition(depth - 1)} else {Condition(depth - 1)}",
                _ => Atom(),
            };

    private string Atom() =>
        _random.Next(12) switch
        {
            0 => "b",
            1 => $"s = \"{Pick(_texts)}\"",
            2 => $"s != \"{Pick(_texts)}\"",
            3 => $"contains(s, \"{Pick(_texts)}\")",
            4 => $"{Number()} in [{_random.Next(4)}..{_random.Next(7)})",
            5 => $"{Number()} in ({_random.Next(7)}, {_random.Next(7)})",
            6 => $"{Number()} {Operator()} {Number()}",
            7 => $"{Number()} + {Number()} {Operator()} {_random.Next(10)}",
            8 => $"{Number()} - {Number()} {Operator()} {_random.Next(-3, 4)}",
            9 => $"2 * {Number()} {Operator()} {_random.Next(10)}",
            10 => $"{Number()} % 3 = {_random.Next(3)}",
            _ => $"{Number()} {Operator()} {_random.Next(-1, 7)}",
        };

    private string Number() => Pick("x", "y", "z");

    private string Operator() => Pick("<", "<=", ">", ">=", "=", "!=");

    private string Pick(params string[] values) => values[_random.Next(values.Length)];
}
