using System.Text;

namespace Orchestra.Generation.Inputs;

/// <summary>Writes one text for a pattern; each repeat runs its least and up to <paramref name="extra"/> times more.</summary>
internal sealed class PatternWriter(ulong number, int extra)
{
    private const int MaxLength = 1_000;
    private const int MaxSteps = 20_000;

    private readonly StringBuilder _text = new();
    private int _picks;
    private int _steps;

    public bool TryWrite(PatternNode node, out string text)
    {
        var done = Write(node);
        text = _text.ToString();
        return done;
    }

    private bool Write(PatternNode node)
    {
        if (++_steps > MaxSteps || _text.Length > MaxLength)
        {
            return false;
        }

        switch (node)
        {
            case PatternNode.OneOf one:
                _text.Append(one.Characters[(int)(Pick() % (ulong)one.Characters.Length)]);
                return true;
            case PatternNode.Sequence sequence:
                return sequence.Items.All(Write);
            case PatternNode.Choice choice:
                return Write(choice.Items[0]);
            case PatternNode.Repeat repeat:
                var times = (int)Math.Min(repeat.Most ?? int.MaxValue, (long)repeat.Least + extra);
                for (var i = 0; i < times; i++)
                {
                    if (!Write(repeat.Item))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private ulong Pick() => Seeded.Number((int)(number >> 32), string.Empty, (int)(uint)number ^ _picks++);
}
