using System.Text;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Sequence;

/// <summary>Refuses what no diagram needs and others stumble over: control characters, halves of pairs, endless lines.</summary>
internal static class SourceScreen
{
    /// <summary>The text of a source; null when it is too large, which is then a fault.</summary>
    public static string? Decode(Stream source, FaultList faults)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = source.Read(buffer, 0, buffer.Length)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > SequenceLimits.SourceBytes)
            {
                AddTooLarge(faults);
                return null;
            }
        }

        content.Position = 0;
        using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>Whether a text is small enough; a fault when it is not.</summary>
    public static bool Fits(string source, FaultList faults)
    {
        if (source.Length <= SequenceLimits.SourceBytes && Encoding.UTF8.GetByteCount(source) <= SequenceLimits.SourceBytes)
        {
            return true;
        }

        AddTooLarge(faults);
        return false;
    }

    /// <summary>Judges each line; the first fault of a line is listed.</summary>
    public static void Judge(IReadOnlyList<SourceLine> lines, FaultList faults)
    {
        foreach (var line in lines)
        {
            if (line.Text.Length > SequenceLimits.LineLength)
            {
                faults.Add(
                    null,
                    line.Number,
                    $"column {SequenceLimits.LineLength + 1}: the line is longer than {SequenceLimits.LineLength} characters"
                );
            }
            else if (FirstBad(line.Text) is { } at)
            {
                faults.Add(null, line.Number, $"column {at + 1}: the character U+{(int)line.Text[at]:X4} cannot stand in a diagram");
            }
        }
    }

    private static int? FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\t' or '\f')))
            {
                return i;
            }
        }

        return null;
    }

    private static void AddTooLarge(FaultList faults) =>
        faults.Add(null, null, "the source is larger than 10 MiB: split it into several files");
}
