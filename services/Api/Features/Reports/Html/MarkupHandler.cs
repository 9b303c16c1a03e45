using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>
/// Interpolated strings as HTML: the literal parts are markup, every hole is encoded unless it is <see cref="Markup"/>.
/// There is no overload for other types on purpose: what cannot be encoded does not compile.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (16 * formattedCount));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => VisibleText.Encode(_text, text);

    public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(Markup markup) => _text.Append(markup.ToString());

    internal void AppendTo(StringBuilder target) => target.Append(_text);

    internal string ToText() => _text.ToString();
}
