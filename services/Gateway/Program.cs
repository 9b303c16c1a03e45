using Orchestra.Gateway;
using Orchestra.Gateway.DevelopmentMode;

var builder = WebApplication.CreateBuilder(args);
if (LoopbackRule.Refusal(builder.Configuration, builder.Environment) is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

try
{
    await builder.AddGateway().Build().MapGateway().RunAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is not null)
{
    await Console.Error.WriteLineAsync($"orchestra gateway: {StartFailure.Explain(e)}");
    return 2;
}
