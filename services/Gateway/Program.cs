using Orchestra.Gateway;
using Orchestra.Gateway.DevelopmentMode;
using Orchestra.ServiceDefaults.Starting;

return await ServiceProgram.RunAsync(
    "gateway",
    async () =>
    {
        var builder = WebApplication.CreateBuilder(args);
        LoopbackRule.Demand(builder.Configuration, builder.Environment);
        await builder.AddGateway().Build().MapGateway().RunAsync();
        return 0;
    }
);
