using Orchestra.Executor;
using Orchestra.ServiceDefaults;
using Orchestra.ServiceDefaults.Starting;

return await ServiceProgram.RunAsync(
    "executor",
    async () =>
    {
        await WebApplication.CreateBuilder(args).AddExecutor().Build().UseServiceDefaults().RunAsync();
        return 0;
    }
);
