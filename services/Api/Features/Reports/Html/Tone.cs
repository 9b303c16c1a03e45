namespace Orchestra.Api.Features.Reports.Html;

/// <summary>How a state looks: a colour and an icon, always beside its word.</summary>
internal enum Tone
{
    Good,
    Bad,
    Broken,
    Unknown,
    Flaky,
    Skipped,
    Active,
}
