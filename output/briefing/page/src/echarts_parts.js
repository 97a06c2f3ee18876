// The parts of Apache ECharts that the briefing uses, and no more: the page carries them.
import * as echarts from 'echarts/core';
import { BarChart, CustomChart, HeatmapChart, LineChart, MapChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GeoComponent, GridComponent, LegendComponent, LegendScrollComponent, MarkLineComponent, TitleComponent,
  TooltipComponent, VisualMapContinuousComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([AriaComponent, BarChart, CustomChart, GeoComponent, GridComponent, HeatmapChart, LegendComponent, LegendScrollComponent,
  LineChart, MapChart, MarkLineComponent, ScatterChart, SVGRenderer, TitleComponent, TooltipComponent, VisualMapContinuousComponent]);

export { echarts };
