using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Sequence;

/// <summary>Counts the messages that become no step, for one warning.</summary>
internal sealed class InnerMessages
{
    private const int Shown = 3;

    private readonly List<MessageElement> _first = [];
    private int _count;

    /// <summary>Writes a message as people read it.</summary>
    public static string Write(MessageElement message) =>
        TextCleaner.Cut(
            $"{message.From?.Label ?? "outside"} → {message.To?.Label ?? "outside"}{(message.Text.Length > 0 ? ": " : "")}{message.Text}",
            SequenceLimits.NameLength
        );

    /// <summary>Counts a message.</summary>
    public void Add(MessageElement message)
    {
        // Answers follow from their calls.
        if (message.Kind == MessageKind.Reply)
        {
            return;
        }

        _count++;
        if (_first.Count < Shown)
        {
            _first.Add(message);
        }
    }

    /// <summary>Adds the warning, if there is any such message.</summary>
    public void Warn(WarningList warnings)
    {
        if (_count == 0)
        {
            return;
        }

        var shown = string.Join("; ", _first.Select(message => $"line {message.Line}: {Write(message)}"));
        warnings.Add(
            WarningCodes.InnerMessage,
            $"{_count} message(s) become no step, because the test does not send them to a service ({shown}{(_count > Shown ? "; …" : "")}): put 'orchestra: step' above one that it sends",
            null,
            _first[0].Line
        );
    }
}
