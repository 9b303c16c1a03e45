using System.Text;

namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>A random diagram, the same for the same seed, printed in either language beside what must be read from it.</summary>
internal sealed class RandomDiagram
{
    private static readonly string[] s_services = ["Orders", "Payments", "Stock"];

    private readonly Random _random;
    private readonly bool _isPlantUml;
    private readonly StringBuilder _source = new();
    private readonly StringBuilder _expected = new();
    private int _number;

    private RandomDiagram(int seed, bool isPlantUml)
    {
        (_random, _isPlantUml) = (new Random(seed), isPlantUml);
        _source.Append(isPlantUml ? "@startuml\n" : "sequenceDiagram\n");
        Line(isPlantUml ? "actor \"The tester\" as T" : "actor T as The tester", "'noise", "%% noise");
        Block(depth: 4);
        // Something always happens.
        Message();
        _source.Append(isPlantUml ? "@enduml\n" : "");
    }

    /// <summary>A diagram of a seed.</summary>
    public static (string Source, string Expected) Of(int seed, bool isPlantUml)
    {
        var diagram = new RandomDiagram(seed, isPlantUml);
        return (diagram._source.ToString(), diagram._expected.ToString());
    }

    private void Block(int depth)
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            switch (depth == 0 ? 0 : _random.Next(9))
            {
                case 0 or 1:
                    Message();
                    break;
                case 2:
                    Noise();
                    break;
                case 3:
                    Fragment("alt", "else", _random.Next(1, 4), depth);
                    break;
                case 4:
                    Fragment("opt", "", 1, depth);
                    break;
                case 5:
                    Fragment("loop", "", 1, depth);
                    break;
                case 6:
                    Fragment("par", _isPlantUml ? "else" : "and", _random.Next(1, 4), depth);
                    break;
                case 7:
                    Fragment("critical", _isPlantUml ? "else" : "option", _random.Next(1, 3), depth);
                    break;
                default:
                    Fragment("break", "", 1, depth);
                    break;
            }
        }
    }

    private void Message()
    {
        var (kind, service) = (_random.Next(4), s_services[_random.Next(s_services.Length)]);
        var text = $"call {_number++}";
        var arrow = (kind == 0, _isPlantUml) switch
        {
            (true, true) => " ->> ",
            (true, false) => "-)",
            (false, true) => _random.Next(2) == 0 ? "->" : " -[#red]> ",
            (false, false) => _random.Next(2) == 0 ? "->>" : "->",
        };
        var isLeft = _isPlantUml && kind == 1;
        Line(isLeft ? $"{service} <- T : {text}" : $"T{arrow}{service}: {text}");
        _expected.Append($"{(kind == 0 ? "async" : "call")} T>{service} {text};");
        if (kind == 2)
        {
            Line(_isPlantUml ? $"{service} --> T : 200 OK" : $"{service}-->>T: 200 OK");
            _expected.Append($"reply {service}>T 200 OK;");
        }
    }

    private void Fragment(string keyword, string next, int branches, int depth)
    {
        var guard = $"case {_number++}";
        Line($"{keyword} {guard}");
        _expected.Append($"{keyword}({guard})[");
        Block(depth - 1);
        for (var i = 1; i < branches; i++)
        {
            var other = $"case {_number++}";
            Line($"{next} {other}");
            _expected.Append($"]({other})[");
            Block(depth - 1);
        }

        Line("end");
        _expected.Append(']');
    }

    private void Noise() =>
        Line(
            _isPlantUml
                ? new[] { "...", "== part ==", "' A -> B : x", "note over T : hm", "activate T", "/' T -> X : y '/", "|||" }[
                    _random.Next(7)
                ]
                : new[] { "%% A->>B: x", "Note over T: hm", "activate T", "autonumber", "", "%%{init: {}}%%" }[_random.Next(6)]
        );

    private void Line(string plantUml, string comment = "", string mermaidComment = "")
    {
        _source.Append(' ', _random.Next(3)).Append(plantUml).Append(_random.Next(5) == 0 ? "  \n" : "\n");
        if (comment.Length > 0)
        {
            _source.Append(_isPlantUml ? comment : mermaidComment).Append('\n');
        }
    }
}
