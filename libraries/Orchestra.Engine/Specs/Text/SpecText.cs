using System.Text;
using System.Text.Unicode;
using Orchestra.Contracts.Errors;

namespace Orchestra.Engine.Specs.Text;

/// <summary>Reads the text of a spec, JSON or YAML, into a tree.</summary>
internal static class SpecText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a text; duplicate members go to <paramref name="faults"/>.</summary>
    /// <param name="content">UTF-8, with or without a byte order mark.</param>
    /// <param name="faults">Takes duplicate members.</param>
    /// <exception cref="SpecSyntaxException">It is neither JSON nor YAML, or it is beyond a limit.</exception>
    public static SpecTree Read(ReadOnlyMemory<byte> content, List<Fault> faults)
    {
        if (content.Length > SpecLimits.MaxBytes)
        {
            throw new SpecSyntaxException("", null, $"the text is larger than {SpecLimits.MaxBytes / (1024 * 1024)} MiB: split the spec");
        }

        var text = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        if (!Utf8.IsValid(text.Span))
        {
            throw new SpecSyntaxException("", LineOfInvalidByte(text.Span), "the text is not valid UTF-8: save it as UTF-8");
        }

        if (IsJson(text.Span))
        {
            return SpecTreeReader.Read(text, yaml: null, faults);
        }

        var (json, source) = YamlToJson.Convert(StrictUtf8.GetString(text.Span));
        return SpecTreeReader.Read(json, source, faults);
    }

    /// <summary>An object whose first name is quoted: what else begins like this in YAML is JSON too.</summary>
    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(" \t\r\n"u8);
        return start.Length > 0
            && (start[0] == '[' || (start[0] == '{' && start[1..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'}', ..]));
    }

    private static int LineOfInvalidByte(ReadOnlySpan<byte> text)
    {
        var line = 1;
        while (text.Length > 0)
        {
            var end = text.IndexOf((byte)'\n');
            var current = end < 0 ? text : text[..end];
            if (!Utf8.IsValid(current))
            {
                return line;
            }

            line++;
            text = end < 0 ? default : text[(end + 1)..];
        }

        return line;
    }
}
