namespace Orchestra.Engine.Plugins.Auth;

/// <summary>A token that a client was given.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="Text">What is sent.</param>
/// <param name="UsableUntil">From when another one is asked for, some time before it runs out.</param>
internal sealed record AccessToken(TokenKey Key, string Text, DateTimeOffset UsableUntil)
{
    /// <summary>Without the text: a record would write it.</summary>
    public override string ToString() => $"token, usable until {UsableUntil:O}";
}
