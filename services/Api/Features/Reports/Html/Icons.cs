namespace Orchestra.Api.Features.Reports.Html;

/// <summary>The icons of the states, drawn once and used by reference.</summary>
internal static class Icons
{
    public static Markup Symbols { get; } =
        Markup.Of(
            $"""
            <svg class="symbols" aria-hidden="true">
            <symbol id="i-good" viewBox="0 0 16 16"><path d="M3 8.5l3.4 3.4L13 4.8"/></symbol>
            <symbol id="i-bad" viewBox="0 0 16 16"><path d="M4 4l8 8M12 4l-8 8"/></symbol>
            <symbol id="i-broken" viewBox="0 0 16 16"><path d="M8 2.2l6.2 11.3H1.8zM8 6.6v3M8 11.4v.2"/></symbol>
            <symbol id="i-unknown" viewBox="0 0 16 16"><path d="M5 5.6a3 3 0 1 1 4.6 2.6C8.4 8.9 8 9.4 8 10.4M8 13.2v.2"/></symbol>
            <symbol id="i-flaky" viewBox="0 0 16 16"><path d="M13 8a5 5 0 1 1-1.6-3.7M12 1.8v3h-3"/></symbol>
            <symbol id="i-skipped" viewBox="0 0 16 16"><path d="M3 4l5 4-5 4zM11.5 4v8"/></symbol>
            <symbol id="i-active" viewBox="0 0 16 16"><path d="M8 2.5a5.5 5.5 0 1 0 .01 0M8 5v3.2l2.2 1.4"/></symbol>
            </svg>
            """
        );
}
