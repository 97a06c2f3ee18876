// The parts of Apache ECharts that the briefing uses, and no more: the page carries them.
import * as echarts from 'echarts/core';
import { BarChart, CustomChart, GraphChart, HeatmapChart, LineChart, MapChart, ScatterChart } from 'echarts/charts';
import { GeoComponent, GraphicComponent, GridComponent, LegendPlainComponent, MarkLineComponent, TitleComponent,
  TooltipComponent, VisualMapContinuousComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([BarChart, CustomChart, GeoComponent, GraphChart, GraphicComponent, GridComponent, HeatmapChart, LegendPlainComponent,
  LineChart, MapChart, MarkLineComponent, ScatterChart, SVGRenderer, TitleComponent, TooltipComponent, VisualMapContinuousComponent]);

export { echarts };
