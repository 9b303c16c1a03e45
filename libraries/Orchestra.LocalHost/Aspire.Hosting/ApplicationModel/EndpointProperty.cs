namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint's address. The numbers are Aspire's.</summary>
public enum EndpointProperty
{
    /// <summary>The whole address.</summary>
    Url = 0,

    /// <summary>The host name or IP address.</summary>
    Host = 1,

    /// <summary>The port.</summary>
    Port = 3,

    /// <summary>Host and port with a colon between.</summary>
    HostAndPort = 6,
}
