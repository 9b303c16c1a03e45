namespace Orchestra.Contracts.Profiles;

/// <summary>The scheme of an <see cref="AuthProfile"/>.</summary>
public enum AuthKind
{
    /// <summary>User and password (RFC 7617).</summary>
    Basic,

    /// <summary>A token that is there (RFC 6750).</summary>
    Bearer,

    /// <summary>A key in a header, a query parameter or a cookie.</summary>
    ApiKey,

    /// <summary>A token of the client's own, asked for and kept until it runs out (RFC 6749, section 4.4).</summary>
    Oauth2ClientCredentials,
}
