namespace Orchestra.Api.Features.Reports.Html;

/// <summary>A piece of finished HTML. It can only be made from an interpolated string, whose holes are encoded.</summary>
internal readonly record struct Markup
{
    private readonly string? _text;

    private Markup(string text) => _text = text;

    public static Markup None => default;

    public static Markup Of(MarkupHandler markup) => new(markup.ToText());

    /// <summary>All pieces, one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces));

    /// <summary>A style element of our own text: the browser takes what is in it as it is, so nothing may end it early.</summary>
    public static Markup Style(string sheet) =>
        sheet.AsSpan().IndexOfAny('<', '&') < 0
            ? new("<style>" + sheet + "</style>")
            : throw new ArgumentException("a style sheet may hold neither < nor &", nameof(sheet));

    public override string ToString() => _text ?? "";
}
