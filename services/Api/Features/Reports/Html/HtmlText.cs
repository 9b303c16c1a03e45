using System.Text;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>The page as it is written. Text can only come in through <see cref="MarkupHandler"/>, which encodes it.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    public void Write(MarkupHandler markup) => markup.AppendTo(_text);

    public override string ToString() => _text.ToString();
}
