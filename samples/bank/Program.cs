using Microsoft.Extensions.Options;
using Npgsql;
using Orchestra.Samples.Bank;

var builder = WebApplication.CreateBuilder(args);
try
{
    builder.AddBank();
    await using var app = builder.Build();
    app.MapBank();
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (NpgsqlException e)
{
    await Console.Error.WriteLineAsync($"The bank cannot use its database (ConnectionStrings:bank): {e.Message}");
    return 2;
}
catch (IOException e)
{
    await Console.Error.WriteLineAsync($"The bank cannot listen: {e.Message}");
    return 2;
}
