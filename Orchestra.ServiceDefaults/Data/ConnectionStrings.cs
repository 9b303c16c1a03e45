using Microsoft.Extensions.Configuration;
using Npgsql;
using Orchestra.ServiceDefaults.Starting;

namespace Orchestra.ServiceDefaults.Data;

/// <summary>Reads connection strings so that one that is missing or wrong is named.</summary>
public static class ConnectionStrings
{
    /// <summary>The settings of a database's connection string.</summary>
    /// <param name="configuration">Where it is set.</param>
    /// <param name="name">Its name below <c>ConnectionStrings</c>.</param>
    /// <param name="what">What to set it to.</param>
    /// <exception cref="SettingException">It is missing or no connection string.</exception>
    public static NpgsqlConnectionStringBuilder Database(IConfiguration configuration, string name, string what)
    {
        var text = configuration.GetConnectionString(name) ?? throw new SettingException($"set ConnectionStrings__{name} to {what}");
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The reason may quote the text, and the text holds a password.
            throw new SettingException($"ConnectionStrings__{name} cannot be read: set it to {what}, such as Host=…;Username=…;Password=…");
        }
    }
}
