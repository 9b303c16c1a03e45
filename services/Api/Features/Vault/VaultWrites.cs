using Npgsql;
using Orchestra.Api.Data;
using Orchestra.Secrets;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Vault;

/// <summary>A write of the vault in the request's transaction: a tenant's first key and what it seals become true together.</summary>
internal static class VaultWrites
{
    public static async Task<SecretHead?> RunAsync(
        UnitOfWork unitOfWork,
        Func<NpgsqlConnection, Task<SecretHead?>> write,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await unitOfWork.RunAsync(
                async () => await write(await unitOfWork.ConnectionAsync(cancellationToken)),
                cancellationToken
            );
        }
        catch (MasterKeyMissingException e)
        {
            throw new ApiException(ErrorCode.ServiceUnavailable, e.Message);
        }
    }
}
