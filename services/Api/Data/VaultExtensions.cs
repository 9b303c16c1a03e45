using Orchestra.Secrets;
using Orchestra.Secrets.Keys;
using Orchestra.ServiceDefaults.Starting;

namespace Orchestra.Api.Data;

/// <summary>The vault of requests: its master keys and its store.</summary>
internal static class VaultExtensions
{
    public static void AddVault(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ReadMasterKeys(builder.Configuration));
        builder.Services.AddSingleton<SecretStore>();
    }

    /// <summary>The master keys of the settings, read once: a file that is not there is told at the start.</summary>
    public static MasterKeys ReadMasterKeys(IConfiguration configuration)
    {
        try
        {
            return MasterKeys.Of(configuration.GetSection(SecretsOptions.Section).Get<SecretsOptions>() ?? new SecretsOptions());
        }
        catch (InvalidDataException e)
        {
            throw new SettingException(e.Message);
        }
    }
}
